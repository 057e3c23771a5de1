create table app.dropped_variables (
  variable_id bigint not null,
  dropped_utc timestamp not null default (now() at time zone 'utc'),
  constraint dropped_variables_pkey primary key (variable_id)
);

comment on table app.dropped_variables is
  'Variables that were deleted, as long as they may have readings or quarter hours, which a job '
  'deletes in steps (service/loggers/loop.ts).';
comment on column app.dropped_variables.variable_id is 'The variable.';
comment on column app.dropped_variables.dropped_utc is 'When it was deleted (UTC).';
