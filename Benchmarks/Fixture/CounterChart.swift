import Model
import Scripting
import StateCharts

/// The chart that engines are compared with: a ring of 8 states, 6 guards in Lua, 1 counter.
enum CounterChart {
    static let guards = 6
    static let states = 8

    /// Leaves each state by the event `next`; six of the ways ask a guard, and the last one counts the round.
    static var text: String {
        let ring = (0..<states).map { number in
            let guarding = number < guards ? " cond=\"count >= \(number)\"" : ""
            let counting = number == states - 1 ? "<assign location=\"count\" expr=\"count + 1\"/>" : ""
            return
                "<state id=\"s\(number)\"><transition event=\"next\" target=\"s\((number + 1) % states)\"\(guarding)>"
                + "\(counting)</transition></state>"
        }
        return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" datamodel=\"lua\" name=\"ring\">"
            + "<datamodel><data id=\"count\" expr=\"10\"/></datamodel>\(ring.joined())</scxml>"
    }

    static func compile() throws -> Chart { try Chart.compile(Array(text.utf8), file: "ring.scxml") }

    /// The same ring in Lua alone, each guard and the assignment a compiled chunk; `run(n)` takes n events.
    static let bareLua = """
        count = 10
        local states = {}
        for number = 0, \(states - 1) do
          local way = { target = (number + 1) % \(states) }
          if number < \(guards) then way.guard = load("return count >= " .. number) end
          if number == \(states - 1) then way.action = load("count = count + 1") end
          states[number] = { next = way }
        end
        local current = 0
        function run(n)
          for _ = 1, n do
            local way = states[current]["next"]
            if way and (not way.guard or way.guard()) then
              if way.action then way.action() end
              current = way.target
            end
          end
          return count
        end
        """
}
