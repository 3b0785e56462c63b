-- A qualified lead gets a task, so that somebody prepares the offer.
kontor.after_transition("lead", function(transition)
  if transition.to ~= "qualified" then return end
  local lead = transition.record
  kontor.create("activity", {
    kind = "task",
    subject = "Prepare offer: " .. lead.subject,
    due_on = lead.expected_on,
    lead = lead.id,
    account = lead.account,
    person = lead.person,
  })
end)
