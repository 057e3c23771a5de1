create table app.logger_quarters (
  variable_id bigint not null,
  quarter integer not null,
  mean double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  last double precision not null,
  known_seconds double precision not null,
  constraint logger_quarters_pkey primary key (variable_id, quarter)
);

comment on table app.logger_quarters is
  'Values of variables in quarter hours (UTC), counted from readings. They stay when retention '
  'drops these. No foreign key, as for app.logger_readings. Web roles read them through functions.';
comment on column app.logger_quarters.variable_id is 'The variable.';
comment on column app.logger_quarters.quarter is
  'Quarter hours from 1970-01-01 00:00 UTC to its start.';
comment on column app.logger_quarters.mean is
  'Mean over the known time, by straight lines between readings; without any, of its readings.';
comment on column app.logger_quarters.minimum is 'The lowest value of these lines and readings.';
comment on column app.logger_quarters.maximum is 'The highest value of these lines and readings.';
comment on column app.logger_quarters.last is 'The last value of these lines and readings.';
comment on column app.logger_quarters.known_seconds is
  'Seconds that lie between two readings which are no gap apart, from 0 to 900.';
