import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { departmentForm, departmentKinds } from '~/app/domain/departments/forms'
import { listDepartments } from '~/app/domain/departments/list.server'
import type { Department } from '~/app/domain/departments/read.server'
import { changeDepartment, createDepartment } from '~/app/domain/departments/write.server'
import { requirePermission } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import { newFormKey, parseForm } from '~/app/server/forms'
import { answerForm } from '~/app/server/post-form.server'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { translate } from '~/app/ui/catalogue'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Select, TextArea, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import type { Lang } from '~/app/ui/preferences'

export const handle = {
  breadcrumb: (_: unknown, lang: Lang) => [{ label: translate(lang, 'desk.departments') }],
}

export const meta: MetaFunction = () => [{ title: '部门' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  requirePermission(ctx, 'department.manage')
  const edited = Number(new URL(request.url).searchParams.get('edit'))
  const departments = await listDepartments(ctx)
  return { departments, edited: departments.find(({ id }) => id === edited) ?? null, key: newFormKey(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  const edited = Number(new URL(request.url).searchParams.get('edit'))
  const parsed = parseForm(departmentForm, form)
  if (!parsed.ok) return data({ errors: parsed.fields, values: parsed.values }, 422)
  const { value, values } = parsed
  const answer = await answerForm(ctx, form, values, async (tx) => {
    if (edited) await changeDepartment(tx, edited, value)
    else await createDepartment(tx, value)
  })
  return answer.ok ? redirect(paths.desk.departments(), 303) : answer.refused
}

export default function Departments() {
  const { departments, edited, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const t = useT()
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  return (
    <>
      <PageHeading title={t('desk.departments')} />
      <ErrorSummary errors={refused?.errors ?? {}} />
      <details open={edited !== null || refused !== undefined}>
        <summary>{edited ? edited.name : t('desk.departments.new')}</summary>
        <Form idempotencyKey={key}>
          <DepartmentFields
            departments={departments}
            values={refused?.values ?? valuesOf(edited)}
            errors={refused?.errors ?? {}}
          />
          <Actions>
            <Button>{t('desk.departments.save')}</Button>
          </Actions>
        </Form>
      </details>
      <ul className="list">
        {departments.map(({ id, name, slug, kind, parentId }) => (
          <li key={id} className="list-item">
            <p className="list-item-title">
              <a href={paths.desk.departments({ edit: id })}>{name}</a>
            </p>
            <p className="meta-line">
              <span>{t(`desk.departments.kind.${kind}`)}</span>
              <span>{slug}</span>
              {parentId ? <span>{names.get(parentId)}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

type FieldsProps = {
  departments: Department[]
  values: Record<string, string>
  errors: Record<string, string>
}

function DepartmentFields({ departments, values, errors }: FieldsProps) {
  const t = useT()
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <>
      <TextField {...field('name')} label={t('desk.departments.name')} />
      <TextField {...field('nameEn')} label={t('desk.departments.nameEn')} optional />
      <TextField
        {...field('slug')}
        label={t('desk.departments.slug')}
        hint={t('desk.departments.slug.hint')}
      />
      <Select
        {...field('kind')}
        label={t('desk.departments.kind')}
        choices={departmentKinds.map((kind) => ({ value: kind, label: t(`desk.departments.kind.${kind}`) }))}
      />
      <Select
        {...field('parentId')}
        label={t('desk.departments.parent')}
        empty="—"
        optional
        choices={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <TextArea {...field('duties')} label={t('desk.departments.duties')} rows={3} optional />
      <TextField {...field('address')} label={t('desk.departments.address')} optional />
      <TextField {...field('phone')} label={t('desk.departments.phone')} optional />
      <TextField {...field('email')} label={t('desk.signIn.email')} optional />
    </>
  )
}

function valuesOf(department: Department | null): Record<string, string> {
  if (!department) return {}
  const entries = Object.entries(department).map(([name, value]) => [
    name,
    value === null ? '' : String(value),
  ])
  return Object.fromEntries(entries)
}
