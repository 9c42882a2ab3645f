import "./jobad/ad-check.js";
