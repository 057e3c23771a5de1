create table status (
  status_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  status varchar(255),
  message varchar(255),
  posted_by uuid,
  posted_by_email varchar(255),
  constraint status_pkey primary key (status_uuid)
);

comment on table status is
  'What operators tell everybody; the newest row is the banner. Table of the Python SDK; '
  'posted_by and posted_by_email are ours.';
comment on column status.status_uuid is 'Key of the status.';
comment on column status.created_utc is 'When the status was posted (UTC).';
comment on column status.status is 'How things are: ok, warning or error.';
comment on column status.message is 'The sentence for people.';
comment on column status.posted_by is
  'The user who posted it. No foreign key: the status outlives its author.';
comment on column status.posted_by_email is 'E-mail address of that user at the time.';

grant select on status to sitecast_admin;
grant select, delete on status to sitecast_sdk;
grant select (status_uuid, created_utc, status, message)
  on status to sitecast_app;
grant insert (status_uuid, created_utc, status, message),
  update (status_uuid, created_utc, status, message)
  on status to sitecast_sdk;
