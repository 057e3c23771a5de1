create table app.logger_work (
  step text not null,
  logger_uuid uuid not null,
  times tsmultirange not null,
  constraint logger_work_pkey primary key (step, logger_uuid),
  constraint logger_work_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade
);
create index ix_logger_work_logger_uuid on app.logger_work (logger_uuid);

comment on table app.logger_work is
  'What the steps of the job of loggers have still to do, so that a service that was killed goes on '
  'where it was. Read and written by the owner only.';
comment on column app.logger_work.step is 'Name of the step: quarters, generation.';
comment on column app.logger_work.logger_uuid is 'The logger whose readings changed.';
comment on column app.logger_work.times is 'The times whose readings changed (UTC), ends included.';
