-- Who withdraws is forgotten (L1): with the person goes the whole name that the public list would have shown. Nothing
-- else of a registration changes, and the name only then.
drop trigger registrations_kept on registrations;
--> statement-breakpoint
create trigger registrations_kept before update on registrations for each row
  when ((to_jsonb(old) - 'person' - 'person_mark' - 'shown_name')
      is distinct from (to_jsonb(new) - 'person' - 'person_mark' - 'shown_name')
    or (new.shown_name is distinct from old.shown_name and new.person is not null))
  execute function refuse_change();
