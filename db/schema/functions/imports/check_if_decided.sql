create function app.check_if_decided(of_import uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.imports i set state = 'checking', check_number = i.check_number + 1, done = 0,
    total = i.bytes, preview = null, message = null, ended_utc = null
  where i.import_uuid = of_import and i.state in ('proposed', 'checking', 'checked', 'failed')
    and i.reading is not null and i.bytes > 0
    and (i.site_uuid is not null or i.reading -> 'site_column' <> 'null')
    and not exists (select 1 from jsonb_array_elements(i.proposal -> 'questions') q
      where q ->> 'field' <> 'site' and q ->> 'field' <> all(i.decided));
end
$$;

comment on function app.check_if_decided(uuid) is
  'Lets a file be checked, anew if it was before, once its site is known and each open question is '
  'decided. Caller: app.propose_import, app.decide_import. Lock: the import''s row.';
