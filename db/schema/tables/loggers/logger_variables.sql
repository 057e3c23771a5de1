create table app.logger_variables (
  variable_id bigint generated always as identity,
  logger_uuid uuid not null,
  name text not null,
  unit text,
  label text,
  transforms jsonb not null default '[]',
  feeds text not null default 'nothing',
  measures text,
  feed_unit text,
  includes_charger boolean,
  feed_from_utc timestamp,
  first_utc timestamp,
  last_utc timestamp,
  last_value double precision,
  created_utc timestamp not null default (now() at time zone 'utc'),
  constraint logger_variables_pkey primary key (variable_id),
  constraint logger_variables_name_key unique (logger_uuid, name),
  constraint logger_variables_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade,
  constraint logger_variables_feeds_check check (feeds in
    ('nothing', 'generation', 'consumption', 'charger')),
  constraint logger_variables_measures_check check (measures in ('power', 'counter'))
) with (fillfactor = 50);

comment on table app.logger_variables is
  'What loggers measure: made when a logger first sends the name, at most 500 for each logger.';
comment on column app.logger_variables.variable_id is 'Key of the variable, as its readings have it.';
comment on column app.logger_variables.logger_uuid is 'The logger.';
comment on column app.logger_variables.name is 'Its name, as the device sends it.';
comment on column app.logger_variables.unit is 'Unit of its values. NULL: not known.';
comment on column app.logger_variables.label is 'What pages call it. NULL: made from the name.';
comment on column app.logger_variables.transforms is
  'How pages change its values, in order: [{"kind": …}]. Stored values stay as they are.';
comment on column app.logger_variables.feeds is
  'What is made of it: nothing, generation, consumption or charger (power of the charger).';
comment on column app.logger_variables.measures is
  'power, or counter (energy that only increases). NULL: it feeds nothing.';
comment on column app.logger_variables.feed_unit is
  'Unit by which it is read for that: W, kW, MW, Wh, kWh or MWh. NULL: it feeds nothing.';
comment on column app.logger_variables.includes_charger is
  'Of consumption: true if what the charger takes is part of it. NULL: not known.';
comment on column app.logger_variables.feed_from_utc is
  'Periods that start before this are not its concern (UTC). NULL: all are. Of a variable that feeds '
  'nothing any more: those before this stay as they were counted; NULL: those before the edit.';
comment on column app.logger_variables.first_utc is 'Time of its first reading (UTC). NULL: none.';
comment on column app.logger_variables.last_utc is 'Time of its newest reading (UTC). NULL: none.';
comment on column app.logger_variables.last_value is 'Value of that reading.';
comment on column app.logger_variables.created_utc is 'When it was made (UTC).';

alter table app.logger_variables enable row level security;
create policy by_logger on app.logger_variables to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
create trigger drop_readings after delete on app.logger_variables
  referencing old table as old_rows
  for each statement execute function app.on_variables_delete();
create trigger feeds_insert after insert on app.logger_variables
  for each row when (new.feeds <> 'nothing') execute function app.on_feed_change();
create trigger feeds_update after update on app.logger_variables
  for each row when (old.feeds is distinct from new.feeds
    or old.measures is distinct from new.measures
    or old.feed_unit is distinct from new.feed_unit
    or old.includes_charger is distinct from new.includes_charger
    or old.feed_from_utc is distinct from new.feed_from_utc)
  execute function app.on_feed_change();
create trigger feeds_delete after delete on app.logger_variables
  for each row when (old.feeds <> 'nothing') execute function app.on_feed_change();
grant select on app.logger_variables to sitecast_app, sitecast_admin;
grant delete on app.logger_variables to sitecast_app;
grant update (unit, label, transforms, feeds, measures, feed_unit, includes_charger, feed_from_utc,
    first_utc, last_utc, last_value)
  on app.logger_variables to sitecast_app;
