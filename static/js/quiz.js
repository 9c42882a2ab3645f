import "./quiz/role-quiz.js";
