create table app.logger_readings (
  variable_id bigint not null,
  time_utc timestamp not null,
  value double precision not null,
  number integer,
  constraint logger_readings_pkey primary key (variable_id, time_utc)
) partition by range (time_utc);
create index ix_logger_readings_number on app.logger_readings (variable_id, number, time_utc)
  where number is not null;
create table app.logger_readings_default partition of app.logger_readings default;

comment on table app.logger_readings is
  'Values of variables at times. Partitioned by day or month of time_utc '
  '(app.make_reading_partitions), so that retention drops a partition whole; the default partition '
  'takes the rest. No foreign key: readings of a variable that is not there any more are deleted in '
  'steps (app.dropped_variables). Web roles read it through functions only.';
comment on column app.logger_readings.variable_id is 'The variable.';
comment on column app.logger_readings.time_utc is 'When it had the value (UTC).';
comment on column app.logger_readings.value is 'The value as it was sent, which is finite.';
comment on column app.logger_readings.number is
  'Number of the session that it belongs to. NULL: none.';
