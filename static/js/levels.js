import "./levels/level-diff.js";
