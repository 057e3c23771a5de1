drop function app.is_home();
drop type site_asset_type;

revoke usage on schema public from sitecast_sdk;
revoke usage on schema app, public from sitecast_app, sitecast_admin;
alter default privileges grant execute on functions to public;
