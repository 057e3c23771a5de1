create unlogged table app.staged_generation (
  site_group_uuid uuid not null,
  upload_uuid uuid not null,
  piece_number integer not null,
  sites uuid[] not null,
  starts timestamp[] not null,
  ends timestamp[] not null,
  powers double precision[] not null,
  lines integer[] not null,
  created_utc timestamp not null default (now() at time zone 'utc'),
  constraint staged_generation_pkey primary key (upload_uuid, piece_number),
  constraint staged_generation_site_group_uuid_fkey foreign key (site_group_uuid)
    references site_groups on delete cascade
);
create index ix_staged_generation_site_group_uuid on app.staged_generation (site_group_uuid);
create index ix_staged_generation_created_utc on app.staged_generation (created_utc);

comment on table app.staged_generation is
  'Checked measurements of an upload that still arrives, in pieces. One transaction moves them to '
  'generation; what is left over goes after an hour, or when PostgreSQL crashes. Web roles write '
  'by functions and read nothing.';
comment on column app.staged_generation.site_group_uuid is 'The group that sends the upload.';
comment on column app.staged_generation.upload_uuid is 'The upload: the body of one request.';
comment on column app.staged_generation.piece_number is 'Place in the upload, from 0.';
comment on column app.staged_generation.sites is 'Of each row: its site.';
comment on column app.staged_generation.starts is 'Of each row: start of the period (UTC).';
comment on column app.staged_generation.ends is 'Of each row: end of the period, excluded (UTC).';
comment on column app.staged_generation.powers is
  'Of each row: mean power, in kW. NULL: a gap.';
comment on column app.staged_generation.lines is 'Of each row: number of its line, from 1.';
comment on column app.staged_generation.created_utc is 'When the piece arrived (UTC).';

alter table app.staged_generation enable row level security;
create policy by_group on app.staged_generation to sitecast_app
  using (site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid);
