import Definitions
import Model
import Queries
import Storage
import TestSupport

/// The works of these tests: accounts with projects with tasks, summed up and computed in every way.
enum Works {
    /// - Parameters:
    ///   - account: attributes of the account beside its own.
    ///   - mean: the mean hours of a project, which has room for fewer digits than their sum.
    static func texts(
        account: String = "", mean: String = #"<rollup name="mean" of="tasks" average="hours"/>"#,
        plugins: [String: String] = [:]
    ) -> WorkplaceTexts {
        WorkplaceTexts(
            definitions: """
                <entity name="account" set="accounts" title="{name} ({load})">
                  <text name="name" required="true"/>
                  <integer name="room"/>
                  <rollup name="projects_count" of="projects" count="true"/>
                  <rollup name="hours" of="projects" sum="hours"/>
                  <rollup name="busy" of="projects" count="true" where="is_busy eq true"/>
                  <formula name="load" type="text" value="concat(text(hours), ' h in ', text(projects_count))"/>
                  \(account)
                </entity>
                <entity name="project" set="projects" title="{name}">
                  <text name="name" required="true"/>
                  <lookup name="account" to="account" on-delete="cascade" inverse="projects"/>
                  <date name="ends_on"/>
                  <rollup name="open_tasks" of="tasks" count="true" where="done ne true"/>
                  <rollup name="hours" of="tasks" sum="hours"/>
                  <rollup name="least" of="tasks" min="hours" where="done ne true"/>
                  \(mean)
                  <rollup name="last_due" of="tasks" max="due_on"/>
                  <rollup name="euros" of="tasks" sum="fee" where="fee_currency eq 'EUR'"/>
                  <rollup name="late_cost" of="tasks" sum="cost" where="done ne true and cost gt 10"/>
                  <rollup name="newest" of="tasks" max="created_at"/>
                  <formula name="is_busy" type="boolean" value="hours gt 20"/>
                  <formula name="customer" type="text" value="coalesce(account/name, '–')"/>
                  <formula name="days_left" type="integer" value="days(ends_on, today())"/>
                  <formula name="per_task" type="decimal" scale="3" value="hours divby open_tasks"/>
                </entity>
                <entity name="task" set="tasks" title="{name}">
                  <text name="name"/>
                  <lookup name="project" to="project" on-delete="unlink" inverse="tasks"/>
                  <integer name="hours"/>
                  <decimal name="rate" scale="2"/>
                  <date name="due_on"/>
                  <boolean name="done"/>
                  <money name="fee" currencies="EUR USD"/>
                  <formula name="cost" type="decimal" scale="2" value="hours mul rate"/>
                  <formula name="place" type="text" value="concat(project/account/name, '/', project/name)"/>
                  <formula name="free" type="integer" value="project/account/room sub project/account/hours"/>
                </entity>
                <role name="worker">
                  <grant entity="task" privileges="create read update" hide="rate"/>
                  <grant entity="project" privileges="read" where="is_busy ne true"/>
                  <grant entity="account" privileges="read" hide="room"/>
                </role>
                """, plugins: plugins)
    }
}

extension Workplace {
    /// Every stored rollup that is not what it must be: `project.hours of <id>: 3 instead of 5`.
    func wrongRollups() throws -> [String] {
        try store.read { reader in
            var wrong: [String] = []
            for rollup in catalog.rollups {
                try RollupTable(rollup).forEachDifference(in: reader) { id, stored, right in
                    wrong.append(
                        "\(rollup.owner.name).\(rollup.attribute.name) of \(id): \(stored) instead of \(right.map(\.displayText) ?? "no room")"
                    )
                }
            }
            return wrong
        }
    }

    func id(_ record: Record) -> DataValue { .text(record.id.description) }
}
