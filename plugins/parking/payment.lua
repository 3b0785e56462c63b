-- Every new payment notifies its violation; the chart compares what was paid with the fine.
kontor.before_save("payment", function(change)
  if change.kind == "create" then kontor.send("violation", change.after.violation, "payment_received") end
end)
