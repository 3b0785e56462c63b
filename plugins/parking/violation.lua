-- The fine comes from the catalogue, unless somebody sets another one. catalogue_fine and offence_applies are formulas
-- over the lookup: a rule itself cannot read other records.
kontor.before_save("violation", function(change)
  local after, before = change.after, change.before
  local offence_is_new = not before or before.offence ~= after.offence
  if offence_is_new and after.offence_applies == false then
    kontor.refuse({
      en = "This offence was not in force at that time.",
      de = "Dieser Tatbestand galt zu dieser Zeit nicht.",
    }, "offence")
  end
  if after.fine == nil or (before and offence_is_new and after.fine == before.fine) then
    after.fine = after.catalogue_fine
  end
end)

-- What was recorded is evidence: once it has been reviewed, nobody may change it. Existing photos are immutable; no
-- others can be added.
local function value(record, name)
  local v = record[name]
  return type(v) == "table" and v.id or v
end

kontor.before_save("violation", function(change)
  local before = change.before
  if not before or before.status == "recorded" then return end
  for _, name in ipairs({ "vehicle", "offence", "occurred_at", "street", "photo", "photo_detail", "officer_notes" }) do
    if value(change.after, name) ~= value(before, name) then
      kontor.refuse({
        en = "What was recorded cannot be changed after the review.",
        de = "Was erfasst wurde, kann nach der Prüfung nicht mehr geändert werden.",
      }, name)
    end
  end
end)

-- A paid fine needs no further decision.
kontor.after_transition("violation", function(change, transition)
  if transition.to == "paid" then kontor.send("violation", change.after.id, "close") end
end)
