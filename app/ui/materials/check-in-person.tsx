import type { Named } from '~/app/domain/check-in/check-in-types'
import { paths } from '~/app/paths'
import { Button } from '~/app/ui/button'
import { Facts } from '~/app/ui/document-header'
import { Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { presenceWords } from './presence-words'

type PersonProps = { activityId: number; person: Named; isOpen: boolean; formKey: string }

/** At the door, on a phone: who it is, and two buttons that a thumb cannot miss. */
export function CheckInPerson({ activityId, person, isOpen, formKey }: PersonProps) {
  const t = useT()
  const { pseudonym, presence } = person
  return (
    <section className="check-in-person" aria-labelledby="check-in-pseudonym">
      <h2 id="check-in-pseudonym" className="pseudonym">
        {pseudonym}
      </h2>
      <p className="check-in-name">{person.name}</p>
      <Facts
        facts={[
          [t('checkIn.category'), t(`activity.group.${person.group}`)],
          ...(person.organisation
            ? [[t('checkIn.organisation'), person.organisation] as [string, string]]
            : []),
          ...(person.needs ? [[t('checkIn.needs'), person.needs] as [string, string]] : []),
          [t('checkIn.state'), presenceWords(person, t)],
        ]}
      />
      {isOpen ? (
        <Form idempotencyKey={formKey}>
          <input type="hidden" name="person" value={pseudonym} />
          <div className="check-in-buttons">
            <Button name="intent" value="present" kind={presence === 'present' ? 'quiet' : 'primary'}>
              {t('checkIn.present')}
            </Button>
            <Button name="intent" value="absent" kind="quiet">
              {t('checkIn.absent')}
            </Button>
          </div>
          {presence ? <p className="field-hint">{t('checkIn.change')}</p> : null}
        </Form>
      ) : null}
      <p>
        <a href={paths.desk.checkIn(activityId)}>{t('checkIn.back')}</a>
      </p>
    </section>
  )
}
