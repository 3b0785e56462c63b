-- A lead that becomes qualified gets a task, so that somebody prepares the offer.
kontor.after_transition("lead", function(change, transition)
  if transition.to ~= "qualified" then return end
  local lead = change.after
  kontor.create("activity", {
    kind = "task",
    subject = ("Prepare offer: " .. lead.subject):sub(1, 200),
    due_on = lead.expected_on,
    lead = lead.id,
    account = lead.account,
    person = lead.person,
  })
end)
