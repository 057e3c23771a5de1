create function app.import_left_out_of(of_import uuid, after_list integer)
returns table (list_number integer, lines jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select l.list_number, l.lines from app.import_left_out l
    where l.import_uuid = of_import and l.list_number > after_list
      and exists (select 1 from app.imports_of(of_import))
    order by l.list_number limit 1;
end
$$;

comment on function app.import_left_out_of(uuid, integer) is
  'Returns the next list of lines that a file of the scope''s left out; nothing after the last. '
  'Caller: web roles (sql/imports/left_out.ts). Lock: none.';
grant execute on function app.import_left_out_of(uuid, integer) to sitecast_app, sitecast_admin;
