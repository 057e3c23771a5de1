create function app.write_outage_text(of_outage uuid, words text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if coalesce(words, '') = '' then
    delete from app.outage_texts
    where outage_uuid = of_outage and site_group_uuid = app.group_uuid();
  else
    insert into app.outage_texts (outage_uuid, site_group_uuid, text)
    values (of_outage, app.group_uuid(), words)
    on conflict (outage_uuid, site_group_uuid) do update set text = excluded.text;
  end if;
end
$$;

comment on function app.write_outage_text(uuid, text) is
  'Writes what the scope''s group says about an outage; an empty text or NULL takes it away. '
  'Caller: app.mark_outage, app.edit_outage, which have checked the site. Lock: the text''s row.';
