-- The member of staff who sent a notice to an authority is a row of app.people. Locks: both tables until the keys of the notices are checked.
set role palermo_definer;

ALTER TABLE "app"."alerts" ADD CONSTRAINT "alerts_from_person_id_fkey" FOREIGN KEY ("from_person_id") REFERENCES "app"."people"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "alerts_from_person_id" ON "app"."alerts" USING btree ("from_person_id");

reset role;
