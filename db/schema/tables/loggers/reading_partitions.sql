create table app.reading_partitions (
  name text not null,
  made_utc timestamp not null default (now() at time zone 'utc'),
  constraint reading_partitions_pkey primary key (name)
);
create index ix_reading_partitions_made_utc on app.reading_partitions (made_utc);

comment on table app.reading_partitions is
  'Partitions of app.logger_readings that writers needed: at most 60 are made in an hour.';
comment on column app.reading_partitions.name is 'Name of the partition, which may be dropped since.';
comment on column app.reading_partitions.made_utc is 'When it was made (UTC).';
