import type { ServerBuild } from '@remix-run/node'
import { Refusal } from './errors'

type Routes = ServerBuild['routes']
type Module = NonNullable<Routes[string]>['module']

/**
 * A Refusal that a loader or an action lets through becomes a response with its status and words, for the error
 * page. Without this Remix would take it for a failure of ours (500) and hide the words.
 */
export function answerRefusals(build: ServerBuild): ServerBuild {
  const routes: Routes = {}
  for (const [id, route] of Object.entries(build.routes)) {
    if (route) routes[id] = { ...route, module: wrapModule(route.module) }
  }
  return { ...build, routes }
}

function wrapModule(module: Module): Module {
  const { loader, action } = module
  return {
    ...module,
    ...(loader ? { loader: answering(loader) } : {}),
    ...(action ? { action: answering(action) } : {}),
  }
}

function answering<Args extends unknown[], Result>(handler: (...args: Args) => Result) {
  return async (...args: Args) => {
    try {
      return await handler(...args)
    } catch (error) {
      if (error instanceof Refusal)
        throw Response.json({ message: error.message, findings: error.findings }, { status: error.status })
      throw error
    }
  }
}
