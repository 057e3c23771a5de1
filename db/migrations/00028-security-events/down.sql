-- Loses data.
drop table app.security_events;
