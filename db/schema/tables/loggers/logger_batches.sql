create table app.logger_batches (
  logger_uuid uuid not null,
  batch_id bigint not null,
  constraint logger_batches_pkey primary key (logger_uuid),
  constraint logger_batches_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade,
  constraint logger_batches_batch_id_fkey foreign key (batch_id)
    references app.batches on delete cascade
);
create index ix_logger_batches_batch_id on app.logger_batches (batch_id);

comment on table app.logger_batches is
  'The batch of each logger, to which its generation is added. Read and written by the owner only.';
comment on column app.logger_batches.logger_uuid is 'The logger.';
comment on column app.logger_batches.batch_id is
  'Its batch. After that was undone, the logger gets another one.';
