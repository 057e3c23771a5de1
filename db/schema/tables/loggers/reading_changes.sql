create table app.reading_changes (
  logger_uuid uuid not null,
  first_utc timestamp not null,
  last_utc timestamp not null
);

comment on table app.reading_changes is
  'Times of readings that changed since the last look of the job of loggers. Only appended to by '
  'what stores or deletes readings: no key and no lock that outlives the row. '
  'app.take_reading_changes turns them into app.logger_work.';
comment on column app.reading_changes.logger_uuid is 'The logger whose readings changed.';
comment on column app.reading_changes.first_utc is 'Time of the first reading that changed (UTC).';
comment on column app.reading_changes.last_utc is 'Time of the last reading that changed (UTC).';
