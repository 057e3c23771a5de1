create function app.list_import_conflicts(of_import uuid)
returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.import_left_out (import_uuid, list_number, lines)
  select of_import, 1000000 + p.piece_number, jsonb_agg(jsonb_build_object('line', r.line,
    'reason', 'conflict', 'message', case when g.kw is null
      then 'A stored period overlaps this one.'
      else 'Another value is stored for this period.' end,
    'cells', jsonb_build_array(to_char(t.start_utc, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), r.kw::text))
    order by r.line)
  from app.imports i
  join app.import_pieces p on p.import_uuid = i.import_uuid and p.piece_number = i.next_piece
  cross join unnest(p.site_numbers, p.starts, p.ends, p.powers, p.lines)
    r (site_number, start_ms, end_ms, kw, line)
  cross join lateral (select timestamp '1970-01-01' + start_ms * interval '1 millisecond',
    timestamp '1970-01-01' + end_ms * interval '1 millisecond') t (start_utc, end_utc)
  left join lateral (select generation_power_kw as kw from generation s
    where s.site_uuid = p.sites[r.site_number] and s.site_uuid = any(p.sites)
      and s.start_utc = t.start_utc and s.end_utc = t.end_utc) g on true
  where i.import_uuid = of_import and g.kw is distinct from r.kw
  group by p.piece_number;
end
$$;

comment on function app.list_import_conflicts(uuid) is
  'Lists the rows of the piece that was just stored which are not in generation as the file has '
  'them, among the lines left out. Caller: app.store_import_piece, before it moves on. Lock: none.';
