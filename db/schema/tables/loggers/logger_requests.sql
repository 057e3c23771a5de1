create table app.logger_requests (
  request_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  at_utc timestamp not null default (now() at time zone 'utc'),
  door text not null,
  status integer not null,
  stored integer not null default 0,
  refused integer not null default 0,
  faults jsonb not null default '[]',
  constraint logger_requests_pkey primary key (request_uuid),
  constraint logger_requests_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers on delete cascade
);
create index ix_logger_requests_logger_uuid on app.logger_requests (logger_uuid, at_utc);

comment on table app.logger_requests is
  'The last 20 requests of each logger, so that people see what arrives and what is wrong with it.';
comment on column app.logger_requests.request_uuid is 'Key of the row.';
comment on column app.logger_requests.logger_uuid is 'The logger.';
comment on column app.logger_requests.at_utc is 'When it came (UTC).';
comment on column app.logger_requests.door is 'The protocol by which it came.';
comment on column app.logger_requests.status is 'Status of the response.';
comment on column app.logger_requests.stored is 'Readings that are stored, unchanged ones included.';
comment on column app.logger_requests.refused is 'Lines or readings that were refused.';
comment on column app.logger_requests.faults is 'The first of these, with why.';

alter table app.logger_requests enable row level security;
create policy by_logger on app.logger_requests to sitecast_app, sitecast_admin
  using (logger_uuid in (select logger_uuid from app.loggers));
grant select on app.logger_requests to sitecast_app, sitecast_admin;
