-- What happened stays as it happened (invariants 2, 3, 4): these rows are added, never changed, never deleted.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger audit_kept before update or delete on audit for each row execute function refuse_change();
--> statement-breakpoint
create trigger steps_kept before update or delete on steps for each row execute function refuse_change();
--> statement-breakpoint
create trigger comment_maskings_kept before update or delete on comment_maskings for each row execute function refuse_change();
--> statement-breakpoint
create trigger issue_decisions_kept before update or delete on issue_decisions for each row execute function refuse_change();
--> statement-breakpoint
-- Contact details may go when they are no longer needed (L1); nothing else of what a citizen handed in may change.
create trigger comments_kept before update on comments for each row
  when ((old.code, old.consultation_id, old.channel, old.received_at, old.body, old.original)
    is distinct from (new.code, new.consultation_id, new.channel, new.received_at, new.body, new.original))
  execute function refuse_change();
--> statement-breakpoint
create trigger comments_not_deleted before delete on comments for each row execute function refuse_change();
--> statement-breakpoint
create trigger concerns_kept before update on concerns for each row
  when ((old.code, old.channel, old.received_at, old.body, old.original)
    is distinct from (new.code, new.channel, new.received_at, new.body, new.original))
  execute function refuse_change();
--> statement-breakpoint
create trigger concerns_not_deleted before delete on concerns for each row execute function refuse_change();
