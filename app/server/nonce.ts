import { createContext, useContext } from 'react'

/** The nonce of the page's Content-Security-Policy; pages without JavaScript have none. */
export const NonceContext = createContext<string | undefined>(undefined)

export const useNonce = () => useContext(NonceContext)
