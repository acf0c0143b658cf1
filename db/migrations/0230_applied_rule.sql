set role palermo_definer;

-- The rule in force for a deadline on the day it was set is called the applied rule everywhere.
alter table app.deadlines rename column ruling to applied_rule;
alter statistics app.deadlines_ruling_kind rename to deadlines_applied_rule_kind;

reset role;
