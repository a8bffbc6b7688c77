import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listDepartments } from '~/app/domain/departments/list.server'
import {
  type AccountRow,
  changeRoles,
  createAccount,
  deactivateAccount,
  listAccounts,
} from '~/app/domain/people/accounts.server'
import { accountForm, deactivationForm, rolesForm } from '~/app/domain/people/forms'
import { roleNames } from '~/app/domain/people/permissions'
import { paths } from '~/app/paths'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { staffContextFor } from '~/app/server/session.server'
import { Button } from '~/app/ui/button'
import { ErrorSummary } from '~/app/ui/error-summary'
import { Select, TextField } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { PageHeading } from '~/app/ui/page-heading'
import { StatusWord } from '~/app/ui/status-word'

export const handle = { breadcrumb: () => [{ label: '人员与权限' }] }

export const meta: MetaFunction = () => [{ title: '人员与权限' }, { name: 'robots', content: 'noindex' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await staffContextFor(request)
  return { accounts: await listAccounts(ctx), departments: await listDepartments(ctx) }
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await staffContextFor(request)
  const form = await request.formData()
  try {
    const refused = await carryOut(ctx, form)
    return refused ? data(refused, 422) : redirect(paths.desk.accounts(), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { values } = parseForm(accountForm, form)
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { form: error.message }
    return data({ fields, values }, error.status)
  }
}

/** Gives what to show again when the form was not in order. */
async function carryOut(ctx: Ctx, form: FormData) {
  switch (form.get('intent')) {
    case 'roles': {
      const parsed = parseForm(rolesForm, form)
      if (!parsed.ok) return parsed
      await changeRoles(ctx, parsed.value.account, parsed.value.roles)
      return
    }
    case 'deactivate': {
      const parsed = parseForm(deactivationForm, form)
      if (!parsed.ok) return parsed
      await deactivateAccount(ctx, parsed.value.account, parsed.value.reason)
      return
    }
    default: {
      const parsed = parseForm(accountForm, form)
      if (!parsed.ok) return parsed
      await createAccount(ctx, parsed.value)
    }
  }
}

export default function Accounts() {
  const { accounts } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <>
      <PageHeading title={t('desk.accounts')} />
      <NewAccount />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('desk.accounts.name')}</th>
            <th scope="col">{t('desk.accounts.department')}</th>
            <th scope="col">{t('desk.accounts.roles')}</th>
            <th scope="col">{t('desk.accounts.deactivate')}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.id} account={account} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function NewAccount() {
  const { departments } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Record<string, string> = refused?.fields ?? {}
  const values: Record<string, string> = refused?.values ?? {}
  const t = useT()
  return (
    <details open={refused !== undefined}>
      <summary>{t('desk.accounts.new')}</summary>
      <ErrorSummary errors={errors} />
      <Form>
        <TextField name="name" label={t('desk.accounts.name')} value={values.name} error={errors.name} />
        <TextField
          name="title"
          label={t('desk.accounts.title')}
          value={values.title}
          error={errors.title}
          optional
        />
        <TextField
          name="email"
          type="email"
          label={t('desk.signIn.email')}
          value={values.email}
          error={errors.email}
          autoComplete="off"
        />
        <Select
          name="departmentId"
          label={t('desk.accounts.department')}
          value={values.departmentId}
          error={errors.departmentId}
          empty="—"
          choices={departments.map((department) => ({
            value: String(department.id),
            label: department.name,
          }))}
        />
        <RoleBoxes chosen={values.roles?.split('\n') ?? []} error={errors.roles} />
        <TextField
          name="password"
          type="password"
          label={t('desk.accounts.password')}
          hint={t('desk.accounts.password.hint')}
          error={errors.password}
          autoComplete="new-password"
        />
        <Actions>
          <Button>{t('desk.accounts.create')}</Button>
        </Actions>
      </Form>
    </details>
  )
}

function Row({ account }: { account: AccountRow }) {
  const t = useT()
  const isActive = account.deactivatedAt === null
  return (
    <tr>
      <th scope="row">
        {account.name}
        <br />
        <small>{account.title}</small>
        <br />
        <small>{account.email}</small>
      </th>
      <td>{account.department}</td>
      <td>
        {isActive ? (
          <details>
            <summary>{account.roles.map((role) => roleNames[role]).join('、')}</summary>
            <Form>
              <input type="hidden" name="intent" value="roles" />
              <input type="hidden" name="account" value={account.id} />
              <RoleBoxes chosen={account.roles} />
              <Button kind="quiet">{t('desk.accounts.save')}</Button>
            </Form>
          </details>
        ) : null}
      </td>
      <td>
        {isActive ? (
          <details>
            <summary>
              <StatusWord tone="done">{t('desk.accounts.active')}</StatusWord>
            </summary>
            <Form>
              <input type="hidden" name="intent" value="deactivate" />
              <input type="hidden" name="account" value={account.id} />
              <label>
                {t('desk.accounts.reason')}
                <input name="reason" required />
              </label>
              <Button kind="danger">{t('desk.accounts.deactivate')}</Button>
            </Form>
          </details>
        ) : (
          <StatusWord tone="refused">{t('desk.accounts.inactive')}</StatusWord>
        )}
      </td>
    </tr>
  )
}

function RoleBoxes({ chosen, error }: { chosen: string[]; error?: string }) {
  const t = useT()
  return (
    <fieldset className={error ? 'field field-wrong' : 'field'}>
      <legend className="field-label">{t('desk.accounts.roles')}</legend>
      {error ? <p className="field-error">{error}</p> : null}
      {Object.entries(roleNames).map(([role, name]) => (
        <label key={role} className="choice">
          <input type="checkbox" name="roles" value={role} defaultChecked={chosen.includes(role)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
