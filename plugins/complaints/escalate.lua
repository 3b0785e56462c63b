-- High claims are high priority, unless somebody has already made them urgent.
kontor.before_save("complaint", function(change)
  local claim = change.after.claim
  if claim and claim > 10000 and change.after.priority ~= "urgent" then
    change.after.priority = "high"
  end
end)
