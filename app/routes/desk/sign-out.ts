import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { paths } from '~/app/paths'
import { signOut } from '~/app/server/session.server'

export function loader() {
  return redirect(paths.desk.home())
}

export async function action({ request }: ActionFunctionArgs) {
  return redirect(paths.desk.signIn(), { status: 303, headers: await signOut(request) })
}
