/**
 * A team against the matrix of a shape, as catalog.CheckTeam does it.
 * @typedef {{ id: string, matrix: boolean, parts: string[] }} Role
 * @typedef {{ shapes: { id: string, roles: string[] }[], work: { id: string }[], roles: Role[] }} Data
 * @typedef {{ usual: number, holder: number, nearest: number, deputies: number[] }} Row numbers of roles; -1 for none
 * @typedef {{ role: number, people: number, rows: number, alone: number }} Load
 */

const answers = (/** @type {string} */ l) => l === "A" || l === "B";
const works = (/** @type {string} */ l) => l === "R" || l === "B";

/**
 * The number of the shape whose roles differ least from the team's; of equal ones the one that lacks fewer, then the smaller.
 * @param {Data} data
 * @param {Map<number, number>} team people by number of the role
 */
export function nearestShape(data, team) {
  const far = data.shapes.map((s) =>
    data.roles.reduce((n, r, i) => (r.matrix && s.roles.includes(r.id) !== team.has(i) ? n + (team.has(i) ? 101 : 100) : n), 0),
  );
  return far.indexOf(Math.min(...far));
}

/**
 * @param {Data} data
 * @param {number} shape
 * @param {Map<number, number>} team
 * @returns {{ rows: Row[], loads: Load[] }}
 */
export function check(data, shape, team) {
  const mine = data.roles.map((_, i) => i).filter((i) => team.has(i));
  /** @type {Map<number, Load>} */
  const loads = new Map([...team].map(([role, people]) => [role, { role, people, rows: 0, alone: 0 }]));
  const rows = data.work.map((_, w) => {
    const part = (/** @type {number} */ i, at = shape) => data.roles[i].parts[at][w];
    const usualIn = (/** @type {number} */ at) => data.roles.findIndex((r, i) => r.matrix && answers(part(i, at)));
    const usual = usualIn(shape);
    let holder = mine.find((i) => !data.roles[i].matrix && answers(part(i))) ?? -1;
    if (holder < 0 && team.has(usual)) holder = usual;
    let nearest = -1;
    if (holder < 0) {
      nearest = mine.find((i) => works(part(i))) ?? mine.find((i) => part(i) === "C") ?? -1;
      for (let at = shape - 1; at >= 0 && nearest < 0; at--) if (team.has(usualIn(at))) nearest = usualIn(at);
    }
    const deputies = mine.filter((i) => i !== holder && works(part(i)));
    const load = loads.get(holder);
    if (load) {
      load.rows++;
      if (load.people === 1 && !deputies.length) load.alone++;
    }
    return { usual, holder, nearest, deputies };
  });
  return { rows, loads: [...loads.values()] };
}
