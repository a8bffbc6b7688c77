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
    ...(action ? { action: answering(readingForms(action)) } : {}),
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

/** A body that is no form, or was cut off on the way, is a fault of the request and not of ours. */
function readingForms<Args extends { request: Request }, Result>(handler: (args: Args) => Result) {
  return (args: Args) => {
    const read = args.request.formData.bind(args.request)
    args.request.formData = () =>
      read().catch(() => {
        throw new Refusal(400, '提交的内容不完整，没有保存。请回到表单，再提交一次。')
      })
    return handler(args)
  }
}
