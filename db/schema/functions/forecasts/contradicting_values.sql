create function app.contradicting_values(of_upload uuid)
returns table (line integer, line_row integer, first_line integer, first_line_row integer,
  site_uuid uuid, start_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query
    select c.line, c.line_row, c.one_line, c.one_row, c.site, c.first
    from (select m.site_uuid as site, v.*, first_value(v.line) over target as one_line,
        first_value(v.line_row) over target as one_row, first_value(v.kw) over target as one_kw,
        first_value(v.last) over target as one_last,
        first_value(v.quantiles) over target as one_quantiles
      from app.staged_runs p
      cross join unnest(p.runs, p.lines, p.line_rows, p.starts, p.ends, p.powers, p.quantiles)
        v (place, line, line_row, first, last, kw, quantiles)
      join app.runs_of_upload(of_upload) m on m.piece_number = p.piece_number
        and m.place = v.place
      where p.upload_uuid = of_upload and p.site_group_uuid = app.group_uuid()
      window target as (partition by m.run, v.first order by v.line, v.line_row)) c
    where (c.kw, c.last, c.quantiles) is distinct from (c.one_kw, c.one_last, c.one_quantiles)
    order by c.line, c.line_row;
end
$$;

comment on function app.contradicting_values(uuid) is
  'Returns the places of the values of an upload of the scope''s group that differ from an earlier '
  'value of the same run and target time, with the place of that one, in order. Caller: web roles '
  '(sql/forecasts/uploads.ts), app.move_runs. Lock: none.';
grant execute on function app.contradicting_values(uuid) to sitecast_app, sitecast_admin;
