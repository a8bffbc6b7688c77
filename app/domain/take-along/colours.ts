/** As the tokens of the light theme: a picture, a poster and an article elsewhere have no other. */
export const colours = {
  paper: '#fbf9f4',
  ink: '#1d1b18',
  muted: '#5d564b',
  shade: '#f0ebdf',
  rule: '#c9c1ae',
  act: '#a8281e',
  link: '#23415f',
}
