create table app.identities (
  user_uuid uuid not null,
  issuer text not null,
  subject text not null,
  created_utc timestamptz not null default now(),
  constraint identities_pkey primary key (user_uuid),
  constraint identities_subject_key unique (issuer, subject),
  constraint identities_user_uuid_fkey foreign key (user_uuid) references users on delete cascade
);

comment on table app.identities is
  'What an identity provider calls a user: bound by the user''s first JWT, so that later ones with '
  'the same e-mail address but another subject are refused. A row goes with its user.';
comment on column app.identities.user_uuid is 'The user.';
comment on column app.identities.issuer is 'Claim `iss` of that JWT.';
comment on column app.identities.subject is 'Claim `sub` of that JWT: the user, to the issuer.';
comment on column app.identities.created_utc is 'When the first JWT came.';

alter table app.identities enable row level security;
create policy all_rows on app.identities to sitecast_admin using (true);
grant select, delete on app.identities to sitecast_admin;
