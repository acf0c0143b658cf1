-- The list of open cases behind the caseload of all agencies, longest open first.
create index cases_opened on app.cases (opened_at) where status in ('open', 'contact-lost');
