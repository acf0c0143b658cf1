create view app.note_rows with (security_invoker = true) as
  select n.id, n.case_id as "caseId", n.kind, n.compartment, a.id as "agencyId", a.label as "agencyName",
      case when n.agency_id = (select agency_id from authz.me) then n.author_id end as "authorId", n.at, n.corrects, n.audience
    from app.notes n left join app.agencies a on a.id = n.agency_id and authz.knows(n.case_id, n.agency_id);
comment on view app.note_rows is
  'A note as pages show it; its agency is shown only to readers who may know that the agency is on the case.';
grant select on app.note_rows to palermo_api;
