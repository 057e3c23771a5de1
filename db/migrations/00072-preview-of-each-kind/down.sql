set local check_function_bodies = off;

revoke all on function app.logger_period(uuid) from sitecast_admin;

revoke all on function app.logger_period(uuid) from sitecast_app;

drop function
  app.counted_periods(uuid, timestamp without time zone, timestamp without time zone);

comment on function app.logger_period(uuid) is 'Returns the length in minutes of the periods in which generation of a site is counted from readings: the one that was chosen, else that in which the site is measured already, else 15. Where the site states that its rows of 5 minutes last longer, they are not 5. Caller: the owner (sql/loggers/site_work.ts), app.change_feeds. Lock: none.';
