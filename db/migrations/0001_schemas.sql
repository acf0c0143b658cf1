-- Everything in these schemas is owned by palermo_definer, which logs in nowhere.
create schema app authorization palermo_definer;
create schema authz authorization palermo_definer;
create schema aud authorization palermo_definer;
