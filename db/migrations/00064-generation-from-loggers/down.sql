set local check_function_bodies = off;

drop trigger feeds_delete on app.logger_variables;

drop trigger feeds_insert on app.logger_variables;

drop trigger feeds_update on app.logger_variables;

drop trigger feeds_delete on app.loggers;

alter table app.logger_batches
  drop constraint logger_batches_batch_id_fkey;

alter table app.logger_batches
  drop constraint logger_batches_logger_uuid_fkey;

alter table app.logger_conflicts
  drop constraint logger_conflicts_site_uuid_fkey;

alter table app.logger_sites
  drop constraint logger_sites_site_uuid_fkey;

alter table app.site_work
  drop constraint site_work_site_uuid_fkey;

drop function app.batch_of_logger(uuid);

drop function app.change_feeds(uuid, timestamp without time zone, boolean);

drop function app.logger_period(uuid);

drop function app.on_feed_change();

drop function
  app.store_logger_generation(uuid, uuid, timestamp without time zone, timestamp without time
  zone, timestamp without time zone[], timestamp without time zone[], double precision[], boolean);

drop function
  app.store_site_series(uuid, timestamp without time zone, timestamp without time zone, text[],
  timestamp without time zone[], timestamp without time zone[], double precision[], boolean);

-- Loses data.
drop table app.logger_batches;

-- Loses data.
drop table app.logger_conflicts;

-- Loses data.
drop table app.logger_sites;

-- Loses data.
drop table app.site_work;

comment on column app.batches.actor is 'E-mail address of that user at the time.';

comment on column app.batches.door is 'How it came: form, api, task or import.';

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site), fits (of the baseline) or sun (of charging sessions; only sites that have some).';

comment on column app.logger_variables.feed_from_utc is 'Readings before this feed nothing (UTC). NULL: all do.';

comment on table app.batches is 'Who brought measurements or runs, by which door and when. Requests of fewer than 100 rows of one user, door, kind and UTC day share a batch; a deletion has one of its own. Rows that were written in SQL have none. A batch goes when nothing refers to it and 30 days are over.';
