create function app.charging_import_sessions(of_import uuid, first_row integer, last_row integer,
  wanted text)
returns table (row_number integer, match_id uuid, given text[], session jsonb)
language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select r.row_number, r.match_id,
    r.given || case when r.session ? 'cost' then array['cost_source'] else '{}' end
      || case when n.id is not null then array['network_id'] else '{}' end
      || case when 'location_name' = any(r.given) and p.choice is not null
        then array['location_id', 'site_uuid'] else '{}' end,
    r.session || jsonb_strip_nulls(jsonb_build_object(
      'cost_source', case when r.session ->> 'cost' is not null then 'imported' end,
      'network_id', n.id, 'location_id', coalesce(k.id, l.id),
      'site_uuid', coalesce(p.choice ->> 'site_uuid', k.site_uuid::text),
      'session_id', case when r.status in ('exact') then gen_random_uuid()::text
        else r.session ->> 'session_id' end))
  from app.charging_import_rows r
  join app.charging_imports i on i.import_uuid = r.import_uuid
  left join ev_charging_networks n on n.site_group_uuid = i.site_group_uuid
    and lower(n.network_name) = lower(r.session ->> 'network_name')
  left join lateral (select e -> 'choice' as choice from jsonb_array_elements(i.places) e
    where lower(e ->> 'name') = lower(trim(r.session ->> 'location_name')) limit 1) p on true
  left join ev_location_lookup k on k.site_group_uuid = i.site_group_uuid
    and k.id = (p.choice ->> 'location_id')::integer
  left join lateral (select l.id from ev_location_lookup l
    where l.site_group_uuid = i.site_group_uuid and (p.choice ? 'is_new' or p.choice ? 'site_uuid')
      and lower(trim(l.location_name)) = lower(trim(r.session ->> 'location_name'))
      and l.site_uuid is not distinct from (p.choice ->> 'site_uuid')::uuid
    order by l.id limit 1) l on true
  where r.import_uuid = of_import and r.row_number between first_row and last_row
    and r.result is null and r.session is not null
    and coalesce(r.action, case r.status when 'new' then 'insert' else 'skip' end) = wanted
  order by r.row_number;
end
$$;

comment on function app.charging_import_sessions(uuid, integer, integer, text) is
  'Returns the sessions of rows that are to be inserted, or to be updated, with the keys of the '
  'networks, locations and sites that the rows name. One that is stored already gets a number of '
  'its own. Caller: app.store_charging_import_rows and its parts. Lock: none.';
