create table app.site_work (
  site_uuid uuid not null,
  times tsmultirange not null,
  constraint site_work_pkey primary key (site_uuid),
  constraint site_work_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

comment on table app.site_work is
  'Times of sites whose periods are to be counted from readings of their loggers, once they are '
  'over. Written by the owner and by triggers.';
comment on column app.site_work.site_uuid is 'The site.';
comment on column app.site_work.times is 'The times (UTC), ends included.';
