create table app.jobs (
  job_uuid uuid not null default gen_random_uuid(),
  kind text not null,
  site_uuid uuid,
  site_name text,
  with_generation boolean not null default false,
  asked_by uuid,
  asked_by_email text,
  asked_through text,
  state text not null default 'waiting',
  done bigint not null default 0,
  total bigint not null default 0,
  message text,
  created_utc timestamp not null default (now() at time zone 'utc'),
  ended_utc timestamp,
  constraint jobs_pkey primary key (job_uuid)
);
create unique index jobs_open on app.jobs (kind, site_uuid) where state in ('waiting', 'running');

comment on table app.jobs is
  'Work that outlasts a request, done in small steps by one instance at a time. No foreign '
  'keys: the site is what goes, and a job is done even when its user is gone.';
comment on column app.jobs.job_uuid is 'Key of the job.';
comment on column app.jobs.kind is 'What is done: ''delete site''.';
comment on column app.jobs.site_uuid is 'The site that the job is about.';
comment on column app.jobs.site_name is 'Name of the site when the job was made.';
comment on column app.jobs.with_generation is 'True: generation may be deleted, too.';
comment on column app.jobs.asked_by is 'The user who wants it.';
comment on column app.jobs.asked_by_email is 'E-mail address of that user at the time.';
comment on column app.jobs.asked_through is 'How the job came: form or api.';
comment on column app.jobs.state is 'waiting, running, done or failed.';
comment on column app.jobs.done is 'Rows that have been taken away so far.';
comment on column app.jobs.total is 'Rows there are in all, as counted when the job began.';
comment on column app.jobs.message is 'What went wrong. NULL: nothing.';
comment on column app.jobs.created_utc is 'When the job was made (UTC).';
comment on column app.jobs.ended_utc is
  'When the job was done or failed (UTC). NULL: it is open.';

alter table app.jobs enable row level security;
create policy all_rows on app.jobs to sitecast_admin using (true);
grant select on app.jobs to sitecast_admin;
