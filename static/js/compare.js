import "./compare/compare-roles.js";
