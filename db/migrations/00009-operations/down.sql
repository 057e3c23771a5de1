drop function app.ask_to_delete_site(uuid, boolean), app.post_status(text, text);
drop table app.jobs, api_request, status;
