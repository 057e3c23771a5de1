create table site_hints (
  site_uuid uuid not null,
  day date not null,
  version integer not null,
  hints jsonb not null,
  constraint site_hints_pkey primary key (site_uuid),
  constraint site_hints_site_uuid_fkey foreign key (site_uuid)
    references sites on delete cascade
);

comment on table site_hints is
  'What contradicts the stated facts of a site in its measurements of the last weeks. The '
  'service looks once a day and after each edit. A row of an older version of the site counts '
  'for nothing: the facts have changed since.';
comment on column site_hints.site_uuid is 'The site.';
comment on column site_hints.day is 'UTC day on which the service looked.';
comment on column site_hints.version is 'Version of the site whose facts were compared.';
comment on column site_hints.hints is
  'List of objects with the code of a hint and its figures, as domain/sites/hints/hint.ts '
  'has them. Empty: nothing contradicts.';

alter table site_hints enable row level security;
create policy by_site on site_hints to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on site_hints to sitecast_app, sitecast_admin;
