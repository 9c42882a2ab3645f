import "./team/team-check.js";
