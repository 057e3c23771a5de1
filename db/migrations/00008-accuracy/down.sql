drop function app.accuracy_sums(uuid[], date, date, boolean);
drop table app.accuracy_counted, app.accuracy_recent, app.accuracy_days;
