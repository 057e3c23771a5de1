-- Loses data.
drop table app.backups;
