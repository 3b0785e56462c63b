-- An objection moves its violation along.
local events = { received = "object", granted = "drop", rejected = "uphold" }

kontor.after_transition("objection", function(change, transition)
  local event = events[transition.to]
  if not event then return end
  if event ~= "object" then
    kontor.update("violation", change.after.violation, { outcome = change.after.decision })
  end
  kontor.send("violation", change.after.violation, event)
end)
